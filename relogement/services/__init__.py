"""Les gestes : une fonction, une transaction, une ligne de journal."""
