-- Keeps the state of a freshly loaded database, and puts it back after tests that commit.
CREATE SCHEMA snapshot;
CREATE TABLE snapshot.content (name text PRIMARY KEY, row_count bigint NOT NULL, digest numeric NOT NULL);
CREATE TABLE snapshot.sequence (name text PRIMARY KEY, last_value bigint);

CREATE FUNCTION snapshot.tables() RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT c.relname::text FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'django_migrations'
$$;

CREATE FUNCTION snapshot.state_of(name text, OUT row_count bigint, OUT digest numeric) LANGUAGE plpgsql STABLE AS $$
BEGIN
    EXECUTE format('SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM public.%I t', name) INTO row_count, digest;
END
$$;

CREATE FUNCTION snapshot.columns_of(name text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(format('%I', attname), ', ' ORDER BY attnum) FROM pg_attribute
     WHERE attrelid = format('public.%I', name)::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
$$;

CREATE FUNCTION snapshot.restore() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    kept record;
    columns text;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR kept IN
        SELECT c.name, c.row_count FROM snapshot.content c, snapshot.state_of(c.name) now
         WHERE (c.row_count, c.digest) IS DISTINCT FROM (now.row_count, now.digest)
    LOOP
        EXECUTE format('DELETE FROM public.%I', kept.name);
        CONTINUE WHEN kept.row_count = 0;
        columns := snapshot.columns_of(kept.name);
        EXECUTE format('INSERT INTO public.%I (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM snapshot.%I',
                       kept.name, columns, columns, 'of_' || kept.name);
    END LOOP;
    PERFORM setval(format('public.%I', s.name)::regclass, coalesce(s.last_value, 1), s.last_value IS NOT NULL)
       FROM snapshot.sequence s JOIN pg_sequences now ON now.schemaname = 'public' AND now.sequencename = s.name
      WHERE now.last_value IS DISTINCT FROM s.last_value;
END
$$;

DO $$
DECLARE
    found text;
BEGIN
    FOR found IN SELECT snapshot.tables() LOOP
        INSERT INTO snapshot.content SELECT found, state.row_count, state.digest FROM snapshot.state_of(found) state;
        IF (SELECT row_count > 0 FROM snapshot.content c WHERE c.name = found) THEN
            EXECUTE format('CREATE TABLE snapshot.%I AS TABLE public.%I', 'of_' || found, found);
        END IF;
    END LOOP;
    INSERT INTO snapshot.sequence SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public';
END
$$;
