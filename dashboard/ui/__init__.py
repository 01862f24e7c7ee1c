"""Parts that several pages show: filters, cards, reasons, links, lists of problems."""
