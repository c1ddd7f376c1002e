"""La charte métropolitaine de relogement en obligations vérifiables."""
