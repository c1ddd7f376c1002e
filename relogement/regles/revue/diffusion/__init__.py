"""Ce que la variante diffusable tait : les petits effectifs, et ce qui permettrait de les retrouver."""
