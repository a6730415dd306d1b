"""Is it really so, seen from this file?  One small named function is one reason for silence; this table lists them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from prodlint.confirm import cases, catches, comments, controls, data, delays, functions, texts
from prodlint.confirm.hit import Hit
from prodlint.file import File


@dataclass(frozen=True, slots=True)
class Confirm:
    """A confirm function, and the list of words one of which it wants as a field."""

    holds: Callable[[Hit[Any], File], bool]
    fields: str = ""


CONFIRMS: dict[str, Confirm] = {
    "address_is_requested": Confirm(texts.address_is_requested),
    "address_is_used": Confirm(texts.address_is_used),
    "announces_nothing_real": Confirm(controls.announces_nothing_real),
    "answers_with_data": Confirm(functions.answers_with_data),
    "answers_with_figures": Confirm(functions.answers_with_figures),
    "answers_with_prose": Confirm(functions.answers_with_prose),
    "body_makes_it_up": Confirm(functions.body_makes_it_up),
    "bound_to_a_credential": Confirm(texts.bound_to_a_credential),
    "catches_everything": Confirm(catches.catches_everything),
    "claims_success": Confirm(functions.claims_success),
    "comment_is_no_reason": Confirm(catches.comment_is_no_reason),
    "destination_is_an_empty_text": Confirm(controls.destination_is_an_empty_text),
    "first_mock_type_of_its_file": Confirm(data.first_mock_type_of_its_file),
    "handler_promises_work": Confirm(functions.handler_promises_work),
    "has_a_person_to_press_it": Confirm(controls.has_a_person_to_press_it),
    "has_work_to_check": Confirm(cases.has_work_to_check),
    "in_a_failure_path": Confirm(functions.in_a_failure_path),
    "in_a_function_that_promises_work": Confirm(delays.in_a_function_that_promises_work),
    "is_a_setting": Confirm(texts.is_a_setting),
    "is_a_value_of_the_program": Confirm(texts.is_a_value_of_the_program),
    "is_alone_on_its_screen": Confirm(texts.is_alone_on_its_screen),
    "is_content": Confirm(texts.is_content),
    "is_of_data": Confirm(data.is_of_data),
    "label_promises_work": Confirm(controls.label_promises_work),
    "leaves_a_claim": Confirm(delays.leaves_a_claim),
    "long_enough_to_be_seen": Confirm(delays.long_enough_to_be_seen),
    "looks_like_live_records": Confirm(data.looks_like_live_records, fields="live-fields"),
    "looks_like_live_rows": Confirm(data.looks_like_live_rows),
    "looks_like_one_person": Confirm(data.looks_like_one_person, fields="live-fields"),
    "named_as_invented": Confirm(data.named_as_invented),
    "no_helper_asserts": Confirm(cases.no_helper_asserts),
    "no_refusal": Confirm(functions.no_refusal),
    "not_a_component_definition": Confirm(controls.not_a_component_definition),
    "not_a_credential": Confirm(data.not_a_credential),
    "not_a_development_server": Confirm(texts.not_a_development_server),
    "not_a_development_setting": Confirm(texts.not_a_development_setting),
    "not_a_hook": Confirm(functions.not_a_hook),
    "not_a_hook_by_event": Confirm(functions.not_a_hook_by_event),
    "not_a_logger": Confirm(functions.not_a_logger),
    "not_a_mocking_library": Confirm(data.not_a_mocking_library),
    "not_a_name_of_a_credential": Confirm(texts.not_a_name_of_a_credential),
    "not_a_number_of_samples": Confirm(data.not_a_number_of_samples),
    "not_a_parsing_base": Confirm(texts.not_a_parsing_base),
    "not_a_probe": Confirm(catches.not_a_probe),
    "not_a_setting_with_an_override": Confirm(texts.not_a_setting_with_an_override),
    "not_a_simulator": Confirm(delays.not_a_simulator),
    "not_a_skeleton": Confirm(controls.not_a_skeleton),
    "not_a_smoke_test": Confirm(cases.not_a_smoke_test),
    "not_a_state_of_a_thing": Confirm(texts.not_a_state_of_a_thing),
    "not_a_tap_absorber": Confirm(controls.not_a_tap_absorber),
    "not_a_test_double_module": Confirm(data.not_a_test_double_module),
    "not_a_type_test": Confirm(cases.not_a_type_test),
    "not_a_ui_state": Confirm(texts.not_a_ui_state),
    "not_about_app_sandbox": Confirm(texts.not_about_app_sandbox),
    "not_about_tests": Confirm(comments.not_about_tests),
    "not_an_example_of_tests": Confirm(cases.not_an_example_of_tests),
    "not_an_explanation": Confirm(comments.not_an_explanation),
    "not_an_instruction": Confirm(texts.not_an_instruction),
    "not_an_option_table": Confirm(data.not_an_option_table),
    "not_an_origin_list": Confirm(texts.not_an_origin_list),
    "not_behind_an_environment_check": Confirm(texts.not_behind_an_environment_check),
    "not_called_for_its_log": Confirm(functions.not_called_for_its_log),
    "not_cleanup": Confirm(catches.not_cleanup),
    "not_decoration": Confirm(functions.not_decoration),
    "not_default_of_environment": Confirm(texts.not_default_of_environment),
    "not_detecting": Confirm(texts.not_detecting),
    "not_history": Confirm(comments.not_history),
    "not_http_responses": Confirm(data.not_http_responses),
    "not_in_a_mock_module": Confirm(data.not_in_a_mock_module),
    "not_in_a_mock_type": Confirm(data.not_in_a_mock_type),
    "not_in_mock_records": Confirm(texts.not_in_mock_records),
    "not_in_test_code": Confirm(texts.not_in_test_code),
    "not_meant_to_be_overridden": Confirm(functions.not_meant_to_be_overridden),
    "not_motion": Confirm(delays.not_motion),
    "not_null_object": Confirm(functions.not_null_object),
    "not_only_closing": Confirm(controls.not_only_closing),
    "not_own_mock_module": Confirm(data.not_own_mock_module),
    "not_product_placeholder": Confirm(texts.not_product_placeholder),
    "not_rejecting": Confirm(texts.not_rejecting),
    "not_required_initializer": Confirm(functions.not_required_initializer),
    "not_retry": Confirm(delays.not_retry),
    "not_static_by_nature": Confirm(functions.not_static_by_nature),
    "not_told_after_the_work": Confirm(functions.not_told_after_the_work),
    "not_tracked": Confirm(comments.not_tracked),
    "not_wired_by_id": Confirm(controls.not_wired_by_id),
    "not_written_as_reference": Confirm(data.not_written_as_reference),
    "nothing_follows": Confirm(catches.nothing_follows),
    "only_printed": Confirm(catches.only_printed),
    "only_tautologies": Confirm(cases.only_tautologies),
    "promise_does_the_users_work": Confirm(catches.promise_does_the_users_work),
    "protects_much": Confirm(catches.protects_much),
    "reads_as_prose": Confirm(texts.reads_as_prose),
    "says_simulated": Confirm(delays.says_simulated),
    "simulates_indeed": Confirm(delays.simulates_indeed),
    "skip_has_no_platform_reason": Confirm(cases.skip_has_no_platform_reason),
    "stands_at_nothing_real": Confirm(comments.stands_at_nothing_real),
    "subject_is_configuration": Confirm(texts.subject_is_configuration),
    "turns_debug_on": Confirm(texts.turns_debug_on),
    "user_waits_for_it": Confirm(catches.user_waits_for_it),
    "values_are_prose": Confirm(data.values_are_prose),
}
"""Name in a rule file → function."""
