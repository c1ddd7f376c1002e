"""La convention intercommunale : ménages prioritaires, objectifs d'attribution, accessibilité, solidarité."""
