"""The names that a cell binds for its notebook, and those that it uses, as Python reads them."""

import symtable
from functools import lru_cache
from typing import NamedTuple

from IPython.core.inputtransformer2 import TransformerManager

# The flag of a comprehension's variable in symtable's symbols; from Python 3.14 on, `is_comp_iter`.
_COMPREHENSION = 1 << 9


class Names(NamedTuple):
    """Names of the notebook, not a function's own or a comprehension's."""

    bound: frozenset[str]
    used: frozenset[str]

    @property
    def free(self) -> frozenset[str]:
        """What the cell takes from the cells above it."""
        return self.used - self.bound


@lru_cache(maxsize=1024)
def names(source: str) -> Names:
    """What a cell binds and uses; nothing if it is not Python's or IPython's."""
    try:
        whole = symtable.symtable(source, "cell", "exec")
    except SyntaxError:  # perhaps for a line of IPython's own
        try:
            whole = symtable.symtable(TransformerManager().transform_cell(source), "cell", "exec")
        except SyntaxError:
            return Names(frozenset(), frozenset())
    bound, used = set(), set()
    tables = [whole]
    for table in tables:
        tables += table.get_children()
        for symbol in table.get_symbols():
            # From Python 3.12 on, a comprehension's symbols are listed in the scope around it: its
            # variables too; and what it binds there by := is declared global, and no more.
            if symbol._Symbol__flags & _COMPREHENSION:
                continue
            if table is whole or symbol.is_global():
                by_walrus = table is whole and symbol.is_declared_global()
                if symbol.is_assigned() or symbol.is_imported() or by_walrus:
                    bound.add(symbol.get_name())
                if symbol.is_referenced():
                    used.add(symbol.get_name())
    return Names(frozenset(bound), frozenset(used))
