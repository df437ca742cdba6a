mod advise;
#[cfg(not(target_arch = "wasm32"))]
mod laws;
mod zone;
