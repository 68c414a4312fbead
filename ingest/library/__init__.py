"""The library on disk: canonical SQLite, vector and word indexes derived from it.

library.py    all of it behind one door
records.py    what is handed out and taken in
schema.py     the tables
database.py   connection, transactions, facts of the library
checksums.py  what is stored is what was stored
write.py      a document in, a document out: one transaction each
stored.py     reading it back
derived.py    seals: when an index is trusted, added to, or made anew
words.py      Tantivy, derived
vectors.py    Chroma, derived
places.py     where Chroma lives: here, or on a server
lock.py       one process at a time
"""

from ingest.library.library import Library
from ingest.library.records import DocumentInfo, RejectedFile, StoredSentence

__all__ = ["DocumentInfo", "Library", "RejectedFile", "StoredSentence"]
