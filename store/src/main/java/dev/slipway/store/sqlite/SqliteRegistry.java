package dev.slipway.store.sqlite;

import dev.slipway.core.check.Verdict;
import dev.slipway.core.content.Digest;
import dev.slipway.core.registry.ModelVersion;
import dev.slipway.core.registry.Registry;
import dev.slipway.core.registry.VersionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// The [Registry] in a [Database]. Thread-safe.
public final class SqliteRegistry implements Registry {
  private final Database database;

  public SqliteRegistry(Database database) {
    this.database = database;
  }

  @Override
  public ModelVersion register(
      String model,
      Digest packageDigest,
      Optional<Verdict> checked,
      Map<String, String> tags,
      String by,
      Instant at) {
    VersionId.requireModelName(model);
    return database.write(handle -> {
      Optional<ModelVersion> known =
          select(handle, "where model = :model and package_digest = :digest")
              .bind("model", model)
              .bind("digest", packageDigest.hex())
              .map((row, _) -> version(handle, row))
              .findOne();
      return known.orElseGet(() -> insert(handle, model, packageDigest, checked, tags, by, at));
    });
  }

  private static ModelVersion insert(
      Handle handle,
      String model,
      Digest packageDigest,
      Optional<Verdict> checked,
      Map<String, String> tags,
      String by,
      Instant at) {
    int number =
        handle
            .createQuery(
                "select coalesce(max(number), 0) + 1 from model_versions where model = :model")
            .bind("model", model)
            .mapTo(Integer.class)
            .one();
    handle
        .createUpdate(
            """
            insert into model_versions
              (model, number, package_digest, registered_by, registered_at, checked)
            values (:model, :number, :digest, :by, :at, :checked)
            """)
        .bind("model", model)
        .bind("number", number)
        .bind("digest", packageDigest.hex())
        .bind("by", by)
        .bind("at", Database.nanos(at))
        .bind("checked", checked.map(Verdict::name).orElse(null))
        .execute();
    VersionId id = new VersionId(model, number);
    tags.forEach((name, value) -> putTag(handle, id, name, value));
    return find(handle, id).orElseThrow();
  }

  @Override
  public List<String> models() {
    return database.read(handle ->
        handle
            .createQuery("select distinct model from model_versions order by model")
            .mapTo(String.class)
            .list());
  }

  @Override
  public List<ModelVersion> versions(String model) {
    return database.read(handle ->
        select(handle, "where model = :model order by number desc")
            .bind("model", model)
            .map((row, _) -> version(handle, row))
            .list());
  }

  @Override
  public Optional<ModelVersion> find(VersionId id) {
    return database.read(handle -> find(handle, id));
  }

  private static Optional<ModelVersion> find(Handle handle, VersionId id) {
    return select(handle, "where model = :model and number = :number")
        .bind("model", id.model())
        .bind("number", id.number())
        .map((row, _) -> version(handle, row))
        .findOne();
  }

  @Override
  public Optional<ModelVersion> findByAlias(String model, String alias) {
    return database.read(handle ->
        select(
                handle,
                """
                where model = :model and number =
                  (select number from aliases where model = :model and alias = :alias)
                """)
            .bind("model", model)
            .bind("alias", alias)
            .map((row, _) -> version(handle, row))
            .findOne());
  }

  @Override
  public void setAlias(VersionId id, String alias) {
    change(
        id,
        handle ->
            handle
                .createUpdate(
                    """
                    insert into aliases (model, alias, number) values (:model, :alias, :number)
                    on conflict (model, alias) do update set number = excluded.number
                    """)
                .bind("model", id.model())
                .bind("alias", alias)
                .bind("number", id.number())
                .execute());
  }

  @Override
  public void removeAlias(String model, String alias) {
    database.write(handle ->
        handle
            .createUpdate("delete from aliases where model = :model and alias = :alias")
            .bind("model", model)
            .bind("alias", alias)
            .execute());
  }

  @Override
  public void approve(VersionId id, ModelVersion.Approval approval) {
    change(
        id,
        handle ->
            handle
                .createUpdate(
                    """
                    update model_versions
                    set approved_by = :by, approved_at = :at, approval_reason = :reason
                    where model = :model and number = :number
                    """)
                .bind("by", approval.by())
                .bind("at", Database.nanos(approval.at()))
                .bind("reason", approval.reason())
                .bind("model", id.model())
                .bind("number", id.number())
                .execute());
  }

  @Override
  public void setTag(VersionId id, String key, String value) {
    change(id, handle -> putTag(handle, id, key, value));
  }

  private interface Change {
    int apply(Handle handle);
  }

  private void change(VersionId id, Change change) {
    database.write(handle -> {
      if (find(handle, id).isEmpty()) {
        throw Registry.unknown(id);
      }
      return change.apply(handle);
    });
  }

  private static int putTag(Handle handle, VersionId id, String name, String value) {
    return handle
        .createUpdate(
            """
            insert into tags (model, number, name, value) values (:model, :number, :name, :value)
            on conflict (model, number, name) do update set value = excluded.value
            """)
        .bind("model", id.model())
        .bind("number", id.number())
        .bind("name", name)
        .bind("value", value)
        .execute();
  }

  private static Query select(Handle handle, String condition) {
    return handle.createQuery(
        """
        select model, number, package_digest, registered_by, registered_at, checked,
          approved_by, approved_at, approval_reason
        from model_versions
        """
            + condition);
  }

  private static ModelVersion version(Handle handle, ResultSet row) throws SQLException {
    VersionId id = new VersionId(row.getString("model"), row.getInt("number"));
    Optional<String> approvedBy = Optional.ofNullable(row.getString("approved_by"));
    Instant approvedAt = Database.instant(row.getLong("approved_at"));
    String reason = String.valueOf(row.getString("approval_reason"));
    return new ModelVersion(
        id,
        new Digest(row.getString("package_digest")),
        row.getString("registered_by"),
        Database.instant(row.getLong("registered_at")),
        Optional.ofNullable(row.getString("checked")).map(Verdict::valueOf),
        approvedBy.map(by -> new ModelVersion.Approval(by, approvedAt, reason)),
        aliases(handle, id),
        tags(handle, id));
  }

  private static TreeSet<String> aliases(Handle handle, VersionId id) {
    return new TreeSet<>(
        handle
            .createQuery("select alias from aliases where model = :model and number = :number")
            .bind("model", id.model())
            .bind("number", id.number())
            .mapTo(String.class)
            .list());
  }

  private static Map<String, String> tags(Handle handle, VersionId id) {
    Map<String, String> tags = new TreeMap<>();
    handle
        .createQuery("select name, value from tags where model = :model and number = :number")
        .bind("model", id.model())
        .bind("number", id.number())
        .map((row, _) -> Map.entry(row.getString("name"), row.getString("value")))
        .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
    return tags;
  }
}
