"""Les plafonds de ressources du logement social : barème, catégorie du ménage, part qu'en font ses ressources."""
