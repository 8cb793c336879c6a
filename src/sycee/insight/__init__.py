"""What the bank understands about money: books, statements, panorama."""
