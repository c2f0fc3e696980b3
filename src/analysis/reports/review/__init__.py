"""What people look at and send back: a round's review workbook, a sender's workbook marked, what was read of it."""
