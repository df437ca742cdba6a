/// Declares types that travel as JSON: serde both ways for the server, [`crate::json::Wire`] for the browser, an OpenAPI schema.
macro_rules! wire {
    ($( $(#[$meta:meta])* pub struct $name:ident { $( $(#[$fmeta:meta])* pub $field:ident : $ty:ty ),+ $(,)? } )*) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name { $( $(#[$fmeta])* pub $field : $ty ),+ }

        impl crate::json::Wire for $name {
            fn read(json: &crate::json::Json, ok: &mut bool) -> Self {
                Self { $( $field: crate::json::member(json, stringify!($field), ok) ),+ }
            }

            fn write(&self, out: &mut String) {
                out.push('{');
                $( crate::json::write_member(out, stringify!($field), &self.$field); )+
                out.push('}');
            }
        }
    )* };
}

/// Declares a closed set of words: the same word in JSON, in the database and in CSS (`data-status="…"`).
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// All of them, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word, as it stands in JSON, database, URLs and CSS.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The other way round; `None` for a word that is not of this set.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl crate::json::Wire for $name {
            fn read(json: &crate::json::Json, ok: &mut bool) -> Self {
                let found = crate::json::position(json, &[$($word),+]);
                *ok &= found.is_some();
                Self::ALL[found.unwrap_or(0)]
            }

            fn write(&self, out: &mut String) {
                crate::json::Wire::write(&self.word().to_owned(), out);
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result { f.write_str(self.word()) }
        }
    };
}

/// Declares what may be said in one of several ways, each with its facts: in JSON an object that has the way's word under the tag, and the
/// facts beside it.
macro_rules! tagged {
    ($(#[$meta:meta])* $name:ident by $tag:literal {
        $($(#[$vmeta:meta])* $variant:ident = $word:literal { $($(#[$fmeta:meta])* $field:ident : $ty:ty),* $(,)? }),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(tag = $tag)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant { $($(#[$fmeta])* $field : $ty),* }),+ }

        impl $name {
            /// All words, in the order of their declaration.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// Which of the ways it is.
            #[must_use]
            pub const fn word(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $word),+ }
            }
        }

        impl crate::json::Wire for $name {
            fn read(json: &crate::json::Json, ok: &mut bool) -> Self {
                let found = crate::json::position(json.get($tag), Self::WORDS);
                *ok &= found.is_some();
                let word = Self::WORDS[found.unwrap_or(0)];
                $(if word == $word {
                    return Self::$variant { $($field: crate::json::member(json, stringify!($field), ok)),* };
                })+
                unreachable!("one of the words above")
            }

            fn write(&self, out: &mut String) {
                out.push('{');
                crate::json::write_member(out, $tag, &self.word().to_owned());
                match self {
                    $(Self::$variant { $($field),* } => { $(crate::json::write_member(out, stringify!($field), $field);)* }),+
                }
                out.push('}');
            }
        }
    };
}

/// The OpenAPI schema of a parsed value that travels as a string.
macro_rules! string_schema {
    ($name:ident, $format:literal) => {
        #[cfg(feature = "openapi")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .format(Some(utoipa::openapi::SchemaFormat::Custom($format.into())))
                    .into()
            }
        }
        #[cfg(feature = "openapi")]
        impl utoipa::ToSchema for $name {}
    };
}

/// What a value that is parsed from a text and travels as one has to have beside `parse` and `Display`: serde, [`crate::json::Wire`], a schema.
/// The neutral value stands where an unreadable one was read; it never leaves this crate in a document that was read well.
macro_rules! parsed_text {
    ($name:ident, $error:ty, $format:literal, $neutral:expr) => {
        impl TryFrom<String> for $name {
            type Error = $error;

            fn try_from(text: String) -> Result<Self, $error> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.to_string()
            }
        }

        impl crate::json::Wire for $name {
            fn read(json: &crate::json::Json, ok: &mut bool) -> Self {
                Self::parse(&<String as crate::json::Wire>::read(json, ok)).unwrap_or_else(|_| {
                    *ok = false;
                    $neutral
                })
            }

            fn write(&self, out: &mut String) {
                crate::json::Wire::write(&self.to_string(), out);
            }
        }

        string_schema!($name, $format);
    };
}
