package io.candor.modelruntime.modelrepository;

/**
 * A file that a model is made of.
 *
 * @param path its path inside the model's folder
 * @param sha256 hex digest that its content must have
 */
record ModelFile(String path, String sha256) {}
