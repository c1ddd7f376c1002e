"""L'opération de démonstration, inventée, construite par les gestes."""
