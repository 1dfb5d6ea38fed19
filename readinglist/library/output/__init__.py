"""What leaves a library: exports, citations, bibliographies, checks of documents."""
