"""Reference data of the organisation: posts, the segregation matrix, permissions of posts, parameters, calendar."""
