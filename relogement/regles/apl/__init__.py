"""L'estimation de l'APL et de la réduction de loyer de solidarité : barèmes datés, formule pas à pas, deux ordres."""
