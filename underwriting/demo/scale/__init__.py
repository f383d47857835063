"""A large branch by bulk loading: what lists, searches and measurements need in number, not in story."""
