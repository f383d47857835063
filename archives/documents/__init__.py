"""Making PDF documents: closed to the outside, fast for Chinese, rendered once and then kept."""
