mod lease;
mod tidy;
