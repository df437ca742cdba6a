//! Licences: versions, keys, the gate, and who may do what.

mod draft;
mod forms;
mod rules;
mod samples;
mod versions;
