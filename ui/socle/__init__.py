"""Ce que tous les écrans partagent."""
