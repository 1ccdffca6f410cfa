"""What catalogues and search engines are told of the data: schema.org, Croissant, DCAT."""
