"""The store of imported events, on any engine through Ibis: only counts, cells and single pages come out of it."""
