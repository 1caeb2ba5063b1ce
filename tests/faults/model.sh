# Two schools and those who work on them, at random, beside a model of both: tests/unit/exchange/test_model.c, a hundred thousand steps.
model() {
    case $1 in short) steps=500 ;; *) steps=100000 ;; esac
    MODEL_STEPS=$steps "$PWD/$build/tests/unit/exchange/test_model"
}
# A model that lets a head write a sheet: the first step at which one tries must be told.
model_planted() {
    MODEL_STEPS=2000 MODEL_PLANTED=1 "$PWD/$build/tests/unit/exchange/test_model"
}
