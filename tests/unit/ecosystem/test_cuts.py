"""Small steps of cutting a territory down."""

import numpy as np
import pandas as pd
import pytest

from welfare_graph.ecosystem._cuts import _among


@pytest.mark.parametrize("storage", ["python", "pyarrow"])
def test_ids_are_found_however_text_is_stored(storage):
    kind = pd.StringDtype(storage, na_value=np.nan)
    ids = pd.Series(["b", None, "z", "b", ""], dtype=kind)
    assert _among(ids, pd.Index(["a", "b"], dtype=kind)).tolist() == [True, False, False, True, False]
    assert _among(ids[:0], pd.Index([], dtype=kind)).tolist() == []
    assert not _among(ids, pd.Index([], dtype=kind)).any()
