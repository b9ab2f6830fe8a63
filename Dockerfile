# backbone-kg for a machine without Python: the SPARQL endpoint, and the page.
#
#   docker build -t backbone-kg .
#   docker run --rm -p 127.0.0.1:7878:7878 -v "$PWD/data:/data:ro" backbone-kg serve /data --host 0.0.0.0
#   docker run --rm -it --network host -v "$PWD:/data:ro" backbone-kg app --no-browser
#
# The page listens at 127.0.0.1 alone, so it shares the network of the machine it runs on. The endpoint has no such
# guard in the container: publish its port to 127.0.0.1, as above, unless others are to ask.
FROM python:3.12-slim AS build
WORKDIR /src
COPY pyproject.toml README.md LICENSE ./
COPY ontology ontology
COPY queries queries
COPY findings findings
COPY examples examples
COPY src src
RUN pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.12-slim
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir "$(ls /wheels/*.whl)[app]" \
    && rm -rf /wheels \
    && useradd --create-home reader
USER reader
WORKDIR /data
ENTRYPOINT ["backbone-kg"]
CMD ["--help"]
