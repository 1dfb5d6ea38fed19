"""The types of RIS, and where its entries name who published them."""

from __future__ import annotations

# The types of RIS as types of BibLaTeX, and as `entrysubtype`.
TYPES: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("JOUR", "EJOUR", "JFULL", "INPR", "ABST"), ("article", "")),
    "MGZN": ("article", "magazine"),
    "NEWS": ("article", "newspaper"),
    **dict.fromkeys(("BOOK", "EBOOK", "CLSWK", "SER"), ("book", "")),
    "EDBOOK": ("collection", ""),
    **dict.fromkeys(("CHAP", "ECHAP", "ECHP"), ("incollection", "")),
    **dict.fromkeys(("CONF", "CPAPER"), ("inproceedings", "")),
    "THES": ("thesis", ""),
    **dict.fromkeys(("RPRT", "GOVDOC"), ("report", "")),
    "STAND": ("standard", ""),
    **dict.fromkeys(("ELEC", "WEB", "BLOG"), ("online", "")),
    **dict.fromkeys(("DATA", "DBASE", "AGGR"), ("dataset", "")),
    "COMP": ("software", ""),
    "PAT": ("patent", ""),
    "CASE": ("jurisdiction", ""),
    **dict.fromkeys(("STAT", "BILL", "LEGAL", "UNBILL", "HEAR"), ("legislation", "")),
    **dict.fromkeys(("UNPB", "UNPD", "MANSCPT", "SLIDE"), ("unpublished", "")),
    **dict.fromkeys(("PCOMM", "ICOMM"), ("letter", "")),
    **dict.fromkeys(("MPCT", "ADVS"), ("movie", "")),
    **dict.fromkeys(("VIDEO", "MULTI"), ("video", "")),
    "SOUND": ("audio", ""),
    "MUSIC": ("music", ""),
    **dict.fromkeys(("ART", "CHART", "FIGURE"), ("artwork", "")),
    **dict.fromkeys(("DICT", "ENCYC"), ("inreference", "")),
    "PAMP": ("booklet", ""),
}
