"""What several test files need."""

from __future__ import annotations

import os

import pandas as pd
import pytest
from hypothesis import settings

from dashboard.control.derive import derive_control
from dashboard.control.rules import LATEST
from dashboard.record.dataset import Dataset
from dashboard.record.load import read_dataset
from dashboard.record.looks import Looks

# A busy machine is no fault of the code: how long an example takes is for the bench. ``make fuzz`` tries more of them.
settings.register_profile("steady", deadline=None, max_examples=50)
settings.register_profile("thorough", deadline=None, max_examples=1_000)
settings.load_profile(os.environ.get("EXAMPLES", "steady"))


@pytest.fixture(scope="session")
def shipped() -> Dataset:
    """The shipped record; read-only."""
    return read_dataset()


@pytest.fixture(scope="session")
def control(shipped: Dataset) -> pd.DataFrame:
    """The control intervals of the shipped record by the rule ``latest``."""
    return derive_control(shipped.events, shipped.forces, LATEST)


@pytest.fixture(scope="session")
def looks(shipped: Dataset) -> Looks:
    return Looks(shipped.forces)
