-- Everything that the portal's one search finds, in an index of its own. SQLite's full-text search is FTS5, PostgreSQL's a tsvector with GIN;
-- triggers write it, in whatever write changes what it is made of. What is folded away (case, accents) is folded alike for what is asked.
-- Who adds a table to be found adds its view and its triggers. To change a column that is named here, drop those first.

-- What is found, and by which words. `class`: `head` names a thing, `text` is what people wrote of it, `note` is the vendor's alone.
-- `key` is a number as it is compared, for who knows it whole. `weight`: the smaller, the better it fits.
CREATE VIEW search_of_requests (source_id, subject_id, kind, class, field, weight, partner_id, key, words) AS
    SELECT id, id, 'request', 'head', 'number',
        1, partner_id, UPPER(REPLACE(number, '-', '')), number FROM requests
    UNION ALL SELECT id, id, 'request', 'head', 'subject', 2, partner_id, NULL, subject FROM requests
    UNION ALL SELECT id, id, 'request', 'head', 'reference', 3, partner_id, NULL, reference FROM requests WHERE reference IS NOT NULL
    UNION ALL SELECT id, id, 'request', 'head', 'several', 4, partner_id, NULL,
        search || ' ' || reference_key FROM requests;
CREATE VIEW search_of_enquiries (source_id, subject_id, kind, class, field, weight, partner_id, key, words) AS
    SELECT r.id, r.id, 'request', 'text', 'asked', 5, r.partner_id, NULL, e.text
        FROM enquiries e JOIN requests r ON r.id = e.request_id;
CREATE VIEW search_of_demo_kits (source_id, subject_id, kind, class, field, weight, partner_id, key, words) AS
    SELECT r.id, r.id, 'request', 'text', 'asked', 5, r.partner_id, NULL, k.purpose || ' ' || k.adaptation
        FROM demo_kits k JOIN requests r ON r.id = k.request_id
    UNION ALL SELECT r.id, r.id, 'request', 'head', 'customer', 3, r.partner_id, NULL, o.name
        FROM demo_kits k JOIN requests r ON r.id = k.request_id JOIN organisations o ON o.id = k.customer_id;
CREATE VIEW search_of_licence_requests (source_id, subject_id, kind, class, field, weight, partner_id, key, words) AS
    SELECT r.id, r.id, 'request', 'text', 'asked', 5, r.partner_id, NULL, l.message || ' ' || l.program_says
        FROM licence_requests l JOIN requests r ON r.id = l.request_id
    UNION ALL SELECT r.id, r.id, 'request', 'head', 'customer', 3, r.partner_id, NULL, o.name
        FROM licence_requests l JOIN requests r ON r.id = l.request_id JOIN organisations o ON o.id = l.customer_id;
CREATE VIEW search_of_statement_queries (source_id, subject_id, kind, class, field, weight, partner_id, key, words) AS
    SELECT r.id, r.id, 'request', 'text', 'asked', 5, r.partner_id, NULL, s.text
        FROM statement_queries s JOIN requests r ON r.id = s.request_id;
CREATE VIEW search_of_returns (source_id, subject_id, kind, class, field, weight, partner_id, key, words) AS
    SELECT r.id, r.id, 'request', 'text', 'asked', 5, r.partner_id, NULL, b.description
        FROM returns b JOIN requests r ON r.id = b.request_id
    UNION ALL SELECT r.id, r.id, 'request', 'head', 'customer', 3, r.partner_id, NULL, o.name
        FROM returns b JOIN requests r ON r.id = b.request_id JOIN organisations o ON o.id = b.customer_id;
CREATE VIEW search_of_return_items (source_id, subject_id, kind, class, field, weight, partner_id, key, words) AS
    SELECT i.id, r.id, 'request', 'head', 'serial', 1, r.partner_id, i.folded, i.serial
        FROM return_items i JOIN requests r ON r.id = i.request_id
    UNION ALL SELECT i.id, r.id, 'request', 'text', 'asked', 5, r.partner_id, NULL, i.product || ' ' || i.fault
        FROM return_items i JOIN requests r ON r.id = i.request_id;
CREATE VIEW search_of_timeline (source_id, subject_id, kind, class, field, weight, partner_id, key, words) AS
    SELECT t.id, r.id, 'request', CASE WHEN t.internal THEN 'note' ELSE 'text' END,
        CASE WHEN t.internal THEN 'note' ELSE 'message' END, 6, r.partner_id, NULL, t.text
        FROM timeline t JOIN requests r ON r.id = t.request_id
        -- Of these the text is a name, which is found where it belongs.
        WHERE t.text IS NOT NULL AND t.kind NOT IN ('status', 'trouble', 'arrival_moved', 'stands_in', 'taken_over');
CREATE VIEW search_of_recipients (source_id, subject_id, kind, class, field, weight, partner_id, key, words) AS
    SELECT p.id, p.id, 'recipient', 'head', 'recipient', 3, r.partner_id, NULL, p.name || ', ' || p.organisation
        FROM recipients p JOIN requests r ON r.id = p.request_id;
CREATE VIEW search_of_deliveries (source_id, subject_id, kind, class, field, weight, partner_id, key, words) AS
    SELECT id, recipient_id, 'recipient', 'head', 'number', 1, partner_id, UPPER(number), number
        FROM deliveries WHERE number <> '';
CREATE VIEW search_of_delivery_serials (source_id, subject_id, kind, class, field, weight, partner_id, key, words) AS
    SELECT s.id, d.recipient_id, 'recipient', 'head', 'serial', 1, d.partner_id, s.folded, s.serial
        FROM delivery_serials s JOIN delivery_pieces p ON p.id = s.piece_id JOIN deliveries d ON d.id = p.delivery_id;
CREATE VIEW search_of_serials (source_id, subject_id, kind, class, field, weight, partner_id, key, words) AS
    SELECT id, id, 'device', 'head', 'serial', 1, partner_id, folded, serial FROM serials WHERE partner_id IS NOT NULL;
CREATE VIEW search_of_organisations (source_id, subject_id, kind, class, field, weight, partner_id, key, words) AS
    SELECT id, id, 'organisation', 'head', 'name', 2, COALESCE(partner_id, id), NULL, name FROM organisations;
CREATE VIEW search_of_postings (source_id, subject_id, kind, class, field, weight, partner_id, key, words) AS
    SELECT p.id, p.id, 'posting', 'head', 'number', 1, a.partner_id, p.number_key, p.number
        FROM postings p JOIN accounts a ON a.id = p.account_id WHERE p.number IS NOT NULL;
CREATE VIEW search_of_known_issues (source_id, subject_id, kind, class, field, weight, partner_id, key, words) AS
    SELECT id, id, 'issue', 'head', 'title', 2, '', NULL, title_de || ' · ' || title_en FROM known_issues
    UNION ALL SELECT id, id, 'issue', 'text', 'asked', 5, '', NULL, workaround_de || ' · ' || workaround_en FROM known_issues;
-- All of it.
CREATE VIEW search_sources AS
    SELECT 'requests' AS source, s.* FROM search_of_requests s
    UNION ALL SELECT 'enquiries' AS source, s.* FROM search_of_enquiries s
    UNION ALL SELECT 'demo_kits' AS source, s.* FROM search_of_demo_kits s
    UNION ALL SELECT 'licence_requests' AS source, s.* FROM search_of_licence_requests s
    UNION ALL SELECT 'statement_queries' AS source, s.* FROM search_of_statement_queries s
    UNION ALL SELECT 'returns' AS source, s.* FROM search_of_returns s
    UNION ALL SELECT 'return_items' AS source, s.* FROM search_of_return_items s
    UNION ALL SELECT 'timeline' AS source, s.* FROM search_of_timeline s
    UNION ALL SELECT 'recipients' AS source, s.* FROM search_of_recipients s
    UNION ALL SELECT 'deliveries' AS source, s.* FROM search_of_deliveries s
    UNION ALL SELECT 'delivery_serials' AS source, s.* FROM search_of_delivery_serials s
    UNION ALL SELECT 'serials' AS source, s.* FROM search_of_serials s
    UNION ALL SELECT 'organisations' AS source, s.* FROM search_of_organisations s
    UNION ALL SELECT 'postings' AS source, s.* FROM search_of_postings s
    UNION ALL SELECT 'known_issues' AS source, s.* FROM search_of_known_issues s;

-- `scope` says of what kind and class it is in one word, and in another one whose, too: the full-text search itself begins among what a partner owns.
-- Backups leave the index out: restored rows write it anew.
-- only sqlite
CREATE TABLE search_index (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    source_id TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    weight BIGINT NOT NULL,
    key TEXT,
    words TEXT NOT NULL,
    scope TEXT NOT NULL
);
CREATE VIRTUAL TABLE search_words USING fts5 (scope, words, content='', tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE TRIGGER search_index_in AFTER INSERT ON search_index BEGIN
    INSERT INTO search_words (rowid, scope, words) VALUES (NEW.id, NEW.scope, REPLACE(NEW.words, 'ß', 'ss') || ' ' || COALESCE(NEW.key, ''));
END;
CREATE TRIGGER search_index_out AFTER DELETE ON search_index BEGIN
    INSERT INTO search_words (search_words, rowid, scope, words)
        VALUES ('delete', OLD.id, OLD.scope, REPLACE(OLD.words, 'ß', 'ss') || ' ' || COALESCE(OLD.key, ''));
END;
-- only postgres
CREATE TABLE search_index (
    id BIGINT NOT NULL GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    source TEXT NOT NULL,
    source_id TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    weight BIGINT NOT NULL,
    key TEXT,
    words TEXT NOT NULL,
    scope TEXT NOT NULL,
    lexemes TSVECTOR
);
CREATE INDEX search_index_lexemes ON search_index USING GIN (lexemes);
-- Small letters without accents; ASCII's and decomposed ones whatever the locale is.
CREATE FUNCTION search_fold(words TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
    SELECT replace(lower(regexp_replace(normalize(words, NFD), '[\u0300-\u036f]', '', 'g')), 'ß', 'ss')
$$;
-- Words are what stands between signs, as `search::words` takes them apart; PostgreSQL's own parser takes numbers and addresses for something else.
CREATE FUNCTION search_lexemes() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    SELECT array_to_tsvector(array_agg(w)) INTO NEW.lexemes FROM (
        SELECT '=' || s AS w FROM unnest(string_to_array(NEW.scope, ' ')) s
        UNION SELECT left(s, 60) FROM regexp_split_to_table(search_fold(NEW.words || ' ' || COALESCE(NEW.key, '')),
            '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2100-\u2bff\u3000-\u303f\ufe00-\ufe0f\ufeff\U0001f000-\U0001faff]+') s
            WHERE s <> '') x;
    RETURN NEW;
END $$;
CREATE TRIGGER search_index_in BEFORE INSERT ON search_index FOR EACH ROW EXECUTE FUNCTION search_lexemes();
CREATE FUNCTION search_again() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
    row_id TEXT := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END ->> TG_ARGV[0];
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM search_index WHERE source = TG_TABLE_NAME AND source_id = row_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
        SELECT source, source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
            FROM search_sources WHERE source = TG_TABLE_NAME AND source_id = row_id;
    END IF;
    RETURN NULL;
END $$;
-- both
CREATE INDEX search_index_source ON search_index (source, source_id);
CREATE INDEX search_index_key ON search_index (key, kind);
INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT source, source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_sources;

-- only sqlite
CREATE TRIGGER search_requests_new AFTER INSERT ON requests BEGIN
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'requests', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_requests WHERE source_id = NEW.id;
END;
CREATE TRIGGER search_requests_changed AFTER UPDATE OF subject, reference, reference_key, search ON requests BEGIN
    DELETE FROM search_index WHERE source = 'requests' AND source_id = OLD.id;
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'requests', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_requests WHERE source_id = NEW.id;
END;
CREATE TRIGGER search_requests_gone AFTER DELETE ON requests BEGIN DELETE FROM search_index WHERE source = 'requests' AND source_id = OLD.id; END;
CREATE TRIGGER search_enquiries_new AFTER INSERT ON enquiries BEGIN
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'enquiries', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_enquiries WHERE source_id = NEW.request_id;
END;
CREATE TRIGGER search_enquiries_changed AFTER UPDATE OF text ON enquiries BEGIN
    DELETE FROM search_index WHERE source = 'enquiries' AND source_id = OLD.request_id;
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'enquiries', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_enquiries WHERE source_id = NEW.request_id;
END;
CREATE TRIGGER search_enquiries_gone AFTER DELETE ON enquiries BEGIN DELETE FROM search_index WHERE source = 'enquiries' AND source_id = OLD.request_id; END;
CREATE TRIGGER search_demo_kits_new AFTER INSERT ON demo_kits BEGIN
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'demo_kits', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_demo_kits WHERE source_id = NEW.request_id;
END;
CREATE TRIGGER search_demo_kits_changed AFTER UPDATE OF purpose, adaptation, customer_id ON demo_kits BEGIN
    DELETE FROM search_index WHERE source = 'demo_kits' AND source_id = OLD.request_id;
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'demo_kits', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_demo_kits WHERE source_id = NEW.request_id;
END;
CREATE TRIGGER search_demo_kits_gone AFTER DELETE ON demo_kits BEGIN DELETE FROM search_index WHERE source = 'demo_kits' AND source_id = OLD.request_id; END;
CREATE TRIGGER search_licence_requests_new AFTER INSERT ON licence_requests BEGIN
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'licence_requests', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_licence_requests WHERE source_id = NEW.request_id;
END;
CREATE TRIGGER search_licence_requests_changed AFTER UPDATE OF message, program_says, customer_id ON licence_requests BEGIN
    DELETE FROM search_index WHERE source = 'licence_requests' AND source_id = OLD.request_id;
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'licence_requests', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_licence_requests WHERE source_id = NEW.request_id;
END;
CREATE TRIGGER search_licence_requests_gone AFTER DELETE ON licence_requests BEGIN DELETE FROM search_index WHERE source = 'licence_requests' AND source_id = OLD.request_id; END;
CREATE TRIGGER search_statement_queries_new AFTER INSERT ON statement_queries BEGIN
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'statement_queries', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_statement_queries WHERE source_id = NEW.request_id;
END;
CREATE TRIGGER search_statement_queries_changed AFTER UPDATE OF text ON statement_queries BEGIN
    DELETE FROM search_index WHERE source = 'statement_queries' AND source_id = OLD.request_id;
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'statement_queries', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_statement_queries WHERE source_id = NEW.request_id;
END;
CREATE TRIGGER search_statement_queries_gone AFTER DELETE ON statement_queries BEGIN DELETE FROM search_index WHERE source = 'statement_queries' AND source_id = OLD.request_id; END;
CREATE TRIGGER search_returns_new AFTER INSERT ON returns BEGIN
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'returns', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_returns WHERE source_id = NEW.request_id;
END;
CREATE TRIGGER search_returns_changed AFTER UPDATE OF description, customer_id ON returns BEGIN
    DELETE FROM search_index WHERE source = 'returns' AND source_id = OLD.request_id;
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'returns', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_returns WHERE source_id = NEW.request_id;
END;
CREATE TRIGGER search_returns_gone AFTER DELETE ON returns BEGIN DELETE FROM search_index WHERE source = 'returns' AND source_id = OLD.request_id; END;
CREATE TRIGGER search_return_items_new AFTER INSERT ON return_items BEGIN
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'return_items', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_return_items WHERE source_id = NEW.id;
END;
CREATE TRIGGER search_return_items_changed AFTER UPDATE OF serial, folded, product, fault ON return_items BEGIN
    DELETE FROM search_index WHERE source = 'return_items' AND source_id = OLD.id;
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'return_items', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_return_items WHERE source_id = NEW.id;
END;
CREATE TRIGGER search_return_items_gone AFTER DELETE ON return_items BEGIN DELETE FROM search_index WHERE source = 'return_items' AND source_id = OLD.id; END;
CREATE TRIGGER search_timeline_new AFTER INSERT ON timeline BEGIN
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'timeline', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_timeline WHERE source_id = NEW.id;
END;
CREATE TRIGGER search_timeline_changed AFTER UPDATE OF text, internal ON timeline BEGIN
    DELETE FROM search_index WHERE source = 'timeline' AND source_id = OLD.id;
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'timeline', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_timeline WHERE source_id = NEW.id;
END;
CREATE TRIGGER search_timeline_gone AFTER DELETE ON timeline BEGIN DELETE FROM search_index WHERE source = 'timeline' AND source_id = OLD.id; END;
CREATE TRIGGER search_recipients_new AFTER INSERT ON recipients BEGIN
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'recipients', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_recipients WHERE source_id = NEW.id;
END;
CREATE TRIGGER search_recipients_changed AFTER UPDATE OF name, organisation ON recipients BEGIN
    DELETE FROM search_index WHERE source = 'recipients' AND source_id = OLD.id;
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'recipients', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_recipients WHERE source_id = NEW.id;
END;
CREATE TRIGGER search_recipients_gone AFTER DELETE ON recipients BEGIN DELETE FROM search_index WHERE source = 'recipients' AND source_id = OLD.id; END;
CREATE TRIGGER search_deliveries_new AFTER INSERT ON deliveries BEGIN
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'deliveries', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_deliveries WHERE source_id = NEW.id;
END;
CREATE TRIGGER search_deliveries_changed AFTER UPDATE OF number ON deliveries BEGIN
    DELETE FROM search_index WHERE source = 'deliveries' AND source_id = OLD.id;
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'deliveries', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_deliveries WHERE source_id = NEW.id;
END;
CREATE TRIGGER search_deliveries_gone AFTER DELETE ON deliveries BEGIN DELETE FROM search_index WHERE source = 'deliveries' AND source_id = OLD.id; END;
CREATE TRIGGER search_delivery_serials_new AFTER INSERT ON delivery_serials BEGIN
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'delivery_serials', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_delivery_serials WHERE source_id = NEW.id;
END;
CREATE TRIGGER search_delivery_serials_changed AFTER UPDATE OF serial, folded ON delivery_serials BEGIN
    DELETE FROM search_index WHERE source = 'delivery_serials' AND source_id = OLD.id;
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'delivery_serials', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_delivery_serials WHERE source_id = NEW.id;
END;
CREATE TRIGGER search_delivery_serials_gone AFTER DELETE ON delivery_serials BEGIN DELETE FROM search_index WHERE source = 'delivery_serials' AND source_id = OLD.id; END;
CREATE TRIGGER search_serials_new AFTER INSERT ON serials BEGIN
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'serials', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_serials WHERE source_id = NEW.id;
END;
CREATE TRIGGER search_serials_changed AFTER UPDATE OF serial, folded, partner_id ON serials BEGIN
    DELETE FROM search_index WHERE source = 'serials' AND source_id = OLD.id;
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'serials', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_serials WHERE source_id = NEW.id;
END;
CREATE TRIGGER search_serials_gone AFTER DELETE ON serials BEGIN DELETE FROM search_index WHERE source = 'serials' AND source_id = OLD.id; END;
CREATE TRIGGER search_organisations_new AFTER INSERT ON organisations BEGIN
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'organisations', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_organisations WHERE source_id = NEW.id;
END;
CREATE TRIGGER search_organisations_changed AFTER UPDATE OF name, partner_id ON organisations BEGIN
    DELETE FROM search_index WHERE source = 'organisations' AND source_id = OLD.id;
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'organisations', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_organisations WHERE source_id = NEW.id;
END;
CREATE TRIGGER search_organisations_gone AFTER DELETE ON organisations BEGIN DELETE FROM search_index WHERE source = 'organisations' AND source_id = OLD.id; END;
CREATE TRIGGER search_postings_new AFTER INSERT ON postings BEGIN
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'postings', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_postings WHERE source_id = NEW.id;
END;
CREATE TRIGGER search_postings_changed AFTER UPDATE OF number, number_key ON postings BEGIN
    DELETE FROM search_index WHERE source = 'postings' AND source_id = OLD.id;
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'postings', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_postings WHERE source_id = NEW.id;
END;
CREATE TRIGGER search_postings_gone AFTER DELETE ON postings BEGIN DELETE FROM search_index WHERE source = 'postings' AND source_id = OLD.id; END;
CREATE TRIGGER search_known_issues_new AFTER INSERT ON known_issues BEGIN
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'known_issues', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_known_issues WHERE source_id = NEW.id;
END;
CREATE TRIGGER search_known_issues_changed AFTER UPDATE OF title_de, title_en, workaround_de, workaround_en ON known_issues BEGIN
    DELETE FROM search_index WHERE source = 'known_issues' AND source_id = OLD.id;
    INSERT INTO search_index (source, source_id, subject_id, kind, field, weight, key, words, scope)
    SELECT 'known_issues', source_id, subject_id, kind, field, weight, key, words, kind || class || ' ' || kind || class || REPLACE(partner_id, '-', '')
    FROM search_of_known_issues WHERE source_id = NEW.id;
END;
CREATE TRIGGER search_known_issues_gone AFTER DELETE ON known_issues BEGIN DELETE FROM search_index WHERE source = 'known_issues' AND source_id = OLD.id; END;
-- A customer's new name is found in what names them.
CREATE TRIGGER search_renamed AFTER UPDATE OF name ON organisations WHEN NEW.kind = 'customer' BEGIN
    UPDATE demo_kits SET customer_id = NEW.id WHERE customer_id = NEW.id;
    UPDATE licence_requests SET customer_id = NEW.id WHERE customer_id = NEW.id;
    UPDATE returns SET customer_id = NEW.id WHERE customer_id = NEW.id;
END;
-- only postgres
CREATE FUNCTION search_renamed() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    UPDATE demo_kits SET customer_id = NEW.id WHERE customer_id = NEW.id;
    UPDATE licence_requests SET customer_id = NEW.id WHERE customer_id = NEW.id;
    UPDATE returns SET customer_id = NEW.id WHERE customer_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER search_renamed AFTER UPDATE OF name ON organisations FOR EACH ROW WHEN (NEW.kind = 'customer')
    EXECUTE FUNCTION search_renamed();
CREATE TRIGGER search_requests AFTER INSERT OR DELETE OR UPDATE OF subject, reference, reference_key, search ON requests FOR EACH ROW EXECUTE FUNCTION search_again('id');
CREATE TRIGGER search_enquiries AFTER INSERT OR DELETE OR UPDATE OF text ON enquiries FOR EACH ROW EXECUTE FUNCTION search_again('request_id');
CREATE TRIGGER search_demo_kits AFTER INSERT OR DELETE OR UPDATE OF purpose, adaptation, customer_id ON demo_kits FOR EACH ROW EXECUTE FUNCTION search_again('request_id');
CREATE TRIGGER search_licence_requests AFTER INSERT OR DELETE OR UPDATE OF message, program_says, customer_id ON licence_requests FOR EACH ROW EXECUTE FUNCTION search_again('request_id');
CREATE TRIGGER search_statement_queries AFTER INSERT OR DELETE OR UPDATE OF text ON statement_queries FOR EACH ROW EXECUTE FUNCTION search_again('request_id');
CREATE TRIGGER search_returns AFTER INSERT OR DELETE OR UPDATE OF description, customer_id ON returns FOR EACH ROW EXECUTE FUNCTION search_again('request_id');
CREATE TRIGGER search_return_items AFTER INSERT OR DELETE OR UPDATE OF serial, folded, product, fault ON return_items FOR EACH ROW EXECUTE FUNCTION search_again('id');
CREATE TRIGGER search_timeline AFTER INSERT OR DELETE OR UPDATE OF text, internal ON timeline FOR EACH ROW EXECUTE FUNCTION search_again('id');
CREATE TRIGGER search_recipients AFTER INSERT OR DELETE OR UPDATE OF name, organisation ON recipients FOR EACH ROW EXECUTE FUNCTION search_again('id');
CREATE TRIGGER search_deliveries AFTER INSERT OR DELETE OR UPDATE OF number ON deliveries FOR EACH ROW EXECUTE FUNCTION search_again('id');
CREATE TRIGGER search_delivery_serials AFTER INSERT OR DELETE OR UPDATE OF serial, folded ON delivery_serials FOR EACH ROW EXECUTE FUNCTION search_again('id');
CREATE TRIGGER search_serials AFTER INSERT OR DELETE OR UPDATE OF serial, folded, partner_id ON serials FOR EACH ROW EXECUTE FUNCTION search_again('id');
CREATE TRIGGER search_organisations AFTER INSERT OR DELETE OR UPDATE OF name, partner_id ON organisations FOR EACH ROW EXECUTE FUNCTION search_again('id');
CREATE TRIGGER search_postings AFTER INSERT OR DELETE OR UPDATE OF number, number_key ON postings FOR EACH ROW EXECUTE FUNCTION search_again('id');
CREATE TRIGGER search_known_issues AFTER INSERT OR DELETE OR UPDATE OF title_de, title_en, workaround_de, workaround_en ON known_issues FOR EACH ROW EXECUTE FUNCTION search_again('id');
