//! Returns: what stands on a label, what follows from a device and a reason, what a form refuses, and how a serial number is found.

#[cfg(not(target_arch = "wasm32"))]
mod any_label;
#[cfg(not(target_arch = "wasm32"))]
mod checklist;
#[cfg(not(target_arch = "wasm32"))]
mod credit;
#[cfg(not(target_arch = "wasm32"))]
mod decoding;
#[cfg(not(target_arch = "wasm32"))]
mod drafts;
#[cfg(not(target_arch = "wasm32"))]
mod faults;
mod gs1;
#[cfg(not(target_arch = "wasm32"))]
mod referral;
#[cfg(not(target_arch = "wasm32"))]
mod rules;
#[cfg(not(target_arch = "wasm32"))]
mod samples;
#[cfg(not(target_arch = "wasm32"))]
mod serials;
#[cfg(not(target_arch = "wasm32"))]
mod verbs;
