"""La minoration de loyer de l'ANRU : les conditions en vigueur au bail, une à une, et le forfait du barème."""
