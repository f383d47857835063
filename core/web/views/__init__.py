"""Pages of the mechanisms: acting, my work, search, notifications, dashboard."""
