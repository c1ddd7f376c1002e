"""Les alertes de la loi, à côté de la charte : elles montrent une date ou un fait, elles ne décident rien."""
