// Filled by the suites of this module.
