export { forecastModule } from './forecastModule';
export {
  FORECAST_VERDICTS,
  type CheckForecast,
  type ControlForecast,
  type Forecast,
  type ForecastChange,
  type ForecastObject,
  type ForecastVerdict,
  type FrameworkForecast,
} from './types';
