"""La revue trimestrielle : des faits aux chiffres, chacun avec sa définition, son dénominateur et ses inconnus."""
