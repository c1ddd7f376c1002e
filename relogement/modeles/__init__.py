"""Les tables de la base, un module par agrégat."""
