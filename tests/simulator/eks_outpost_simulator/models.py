"""botocore's service models, loaded once."""

from __future__ import annotations

from functools import lru_cache

import botocore.loaders
import botocore.model


@lru_cache(maxsize=None)
def service_model(service: str) -> botocore.model.ServiceModel:
    description = botocore.loaders.Loader().load_service_model(service, "service-2")
    return botocore.model.ServiceModel(description, service)
