"""Les réglages de la base : les chartes, et ce qui n'appartient à aucune opération."""
