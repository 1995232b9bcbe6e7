"""The files of a repository as values, and what an agent does to them."""
