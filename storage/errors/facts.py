"""The store of facts cannot do what it is asked to."""

from storage.errors.root import StorageError


class _InStore(StorageError):
    """Told of one store, by the name people know it by."""

    store: str


class NoFacts(_InStore):
    """Nothing was published in this store."""

    says = "no facts were imported into {self.store} yet: run `kpi import PROFILE.toml --folder DIR`"


class VersionGone(_InStore):
    """The store keeps its latest versions only, and this one is not among them."""

    says = "version {self.version} of the facts is not kept any more in {self.store}"

    version: str


class PublisherBusy(_InStore):
    """Another import is publishing into the same store."""

    says = "another import is publishing into {self.store}; try again when it has ended"


class FactsNotWritten(_InStore):
    """The next version could not be written; the one in force stays."""

    says = "the new facts could not be written into {self.store}, the old ones stay: {self.reason}"

    reason: str


class FactsUnreadable(_InStore):
    """What is published cannot be opened."""

    says = "the facts in {self.store} cannot be opened: {self.reason}"

    reason: str


class WarehouseReadOnly(_InStore):
    """Facts of a warehouse are brought there by those who run it."""

    says = "the facts are read from {self.store}, where a data team loads them: nothing can be imported into it"


class DriverMissing(_InStore):
    """SQLAlchemy cannot open this kind of URL here."""

    says = "no driver for {self.store} is installed: `make warehouse` brings those of docs/warehouse.md"
