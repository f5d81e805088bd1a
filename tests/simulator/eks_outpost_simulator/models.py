"""botocore's service models, loaded once."""

from __future__ import annotations

from functools import cache

import botocore.loaders
import botocore.model


@cache
def service_model(service: str) -> botocore.model.ServiceModel:
    description = botocore.loaders.Loader().load_service_model(service, "service-2")
    return botocore.model.ServiceModel(description, service)
