mod add;
mod edit;
mod import;
mod list;
mod picture;
