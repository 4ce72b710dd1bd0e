package dev.slipway.core.error;

/// Whose fault an error is: it decides who is woken and whether a client should retry.
public enum Fault {
  CALLER,
  SERVER,
  ENVIRONMENT
}
