"""Le suivi des relogements tenu à la main dans un tableur : une ligne par ménage."""
