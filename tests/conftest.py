"""What all tests share."""

from hypothesis import settings

# The machines that run these tests are slow and noisy; a property that holds late still holds.
settings.register_profile("forecourt", deadline=None)
settings.load_profile("forecourt")
