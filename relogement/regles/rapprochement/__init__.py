"""Le rapprochement : quels logements du vivier conviennent à quels ménages, dans quel ordre, et pourquoi."""
