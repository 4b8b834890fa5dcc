"""What differs by operating system: one module for each thing, chosen where the module is loaded."""
