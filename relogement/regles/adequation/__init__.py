"""L'adéquation d'un logement à un ménage, avant l'envoi : les points de la charte et ceux de l'article 13 bis."""
