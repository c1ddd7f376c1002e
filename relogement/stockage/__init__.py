"""La base : ouverture, chiffrement, journal, lectures."""
