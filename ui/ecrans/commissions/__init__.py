"""L'écran des commissions : les séances, puis une séance, son ordre du jour et ses décisions."""
